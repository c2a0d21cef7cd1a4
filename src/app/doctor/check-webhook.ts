import { webhookPath } from '../http-server.ts'
import { finding, ok, type Practice, type Said } from './types.ts'

/** Whether GitHub delivers where the App listens, as JSON, signed, by verified HTTPS. */
export async function checkWebhook({ github }: Practice): Promise<Said[]> {
  const { data } = await (await github.asApp()).rest.apps.getWebhookConfigForApp()
  const { url = '', content_type: type, insecure_ssl: insecure, secret } = data
  const where = "in the App's settings, under Webhook"
  if (url === '') return [finding('GitHub delivers nowhere', `Set the webhook URL ${where}, and activate it.`)]
  const said: Said[] = []
  if (!URL.canParse(url) || new URL(url).pathname !== webhookPath) {
    said.push(finding(`GitHub delivers to ${url}`, `Set the webhook URL to https://YOUR-HOST${webhookPath} ${where}.`))
  }
  if (url.startsWith('http:')) {
    said.push(finding('Webhooks come unencrypted', `Let the webhook URL begin with https:// ${where}.`))
  }
  if (type !== 'json')
    said.push(finding('Webhooks do not come as JSON', `Set the content type to application/json ${where}.`))
  if (String(insecure ?? '0') !== '0') {
    said.push(finding('GitHub does not verify the certificate of the webhook', `Enable SSL verification ${where}.`))
  }
  if (!secret)
    said.push(finding('Webhooks are not signed', `Set the secret ${where}, the same as WEBHOOK_SECRET here.`))
  return said.length > 0 ? said : [ok(`GitHub delivers to ${url}, signed`)]
}
