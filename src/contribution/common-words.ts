/**
 * Words that name nobody, even where a service has a package of that name: `server` in a sentence of ours stays, while
 * `server::handle` and `pkg:cargo/server` go. The words of our own sentences that packages of services are called after.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `a agent alert allocator and api app application at backend base bin bot build cache call calls carrier carriers change
  check cli client code collector commit common config configuration connection connections core cost cpu culprit data
  database dependency deployed engine error event events evidence executor expected expression files flamegraph fix format
  framework frame frames frontend function functions garbage gateway handler host http id index inconclusive issue it its
  job jobs kernel language layer level lib library lines load lock lockfile log logging loop main manager memory message
  metrics model module monitor name names network next node none of on once own package packages page parser part path
  platform poll polls process processes profile profiles program project proxy queue read reason recording recordings
  regression relay release report request requests result root rule run runner runtime sample samples scheduler schema
  script search server service services shape share shared size source stack stacks start state status store stream sync
  system table task tasks test tests text the thread threads time tool tools trace tracing trigger type types ui upstream
  user util utils verdict version versions waker web work worker workers write`.split(/\s+/),
)
