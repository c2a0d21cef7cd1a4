export { readSettings, type Settings } from './read-settings.ts'
export { receiveWebhooks } from './receive-webhooks.ts'
export { startJobs } from './start-jobs.ts'
export { type Service, startService } from './start-service.ts'
