import type { Delivery, Route, World } from '../types.ts'
import { appRoutes } from './app.ts'
import { artifactRoutes } from './artifacts.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { gitDataRoutes } from './git-data.ts'
import { issueRoutes } from './issues.ts'
import { pullRoutes } from './pulls.ts'
import { reactionRoutes } from './reactions.ts'
import { repositoryRoutes } from './repositories.ts'
import { searchRoutes } from './search.ts'

/** Every route that the stand-in answers by itself; emulate answers the rest. */
export function makeRoutes(world: World, redeliver: (delivery: Delivery) => void): Route[] {
  return [
    ...appRoutes(world, redeliver),
    ...reactionRoutes(world),
    ...issueRoutes(world),
    ...pullRoutes(world),
    ...artifactRoutes(world),
    ...contentRoutes(world),
    ...gitDataRoutes(world),
    ...commitRoutes(world),
    ...repositoryRoutes(world),
    ...searchRoutes(world),
  ]
}
