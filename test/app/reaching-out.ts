import type { RecordedRequest, Standin } from '../standin/index.ts'

/** What reaches beyond a service's own repository: forks, pushes, and all that is written elsewhere. */
export function reachingOut({ requests }: Standin, service: string): RecordedRequest[] {
  return requests.filter(
    ({ method, path, query }) =>
      !path.startsWith(`/repos/${service}/`) &&
      !path.startsWith(`/${service}.git/`) &&
      !path.startsWith('/app/') &&
      (`${path}${query}`.includes('git-receive-pack') ||
        (path !== '/graphql' && !path.includes('git-upload-pack') && !['GET', 'HEAD'].includes(method))),
  )
}
