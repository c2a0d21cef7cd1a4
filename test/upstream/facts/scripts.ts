import { mended, v } from './services.ts'
import type { Fact } from './types.ts'

/** Troubles in Python and JavaScript. */
export const scripts: Readonly<Record<string, Fact>> = {
  'CVE-2024-30251 (aiohttp): the advisory knows what no issue tells': {
    trouble: {
      repository: 'aio-libs/aiohttp',
      manifest: { 'setup.cfg': '[metadata]\nname = aiohttp\n' },
      tag: v,
      releases: [
        ['3.9.3', 60],
        ['3.9.4', 102],
        ['3.9.5', 120],
      ],
      known: {
        number: 8332,
        kind: 'pull-request',
        title: 'Read multipart bodies to their end',
        body: 'Parts without a boundary at the end are read on.',
        state: 'merged',
      },
      cure: { pull: 8332, title: 'Read multipart bodies to their end' },
      symbol: 'BodyPartReader.read_chunk',
      elsewhere: 'web_log',
      alike: 'the log is slow',
    },
    files: [
      {
        path: 'pyproject.toml',
        text: '[tool.poetry]\nname = "checkout"\n[tool.poetry.dependencies]\naiohttp = "^3.9"\n',
      },
      {
        path: 'poetry.lock',
        text: '[[package]]\nname = "aiohttp"\nversion = "3.9.3"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "00"\n',
      },
    ],
    culprit: { ecosystem: 'pypi', name: 'aiohttp' },
    upstreams: { aiohttp: 'aio-libs/aiohttp' },
    shape: 'busy-loop',
    symbols: ['BodyPartReader.read_chunk'],
    advisories: [
      {
        id: 'GHSA-5m98-qgg9-wh84',
        aliases: ['CVE-2024-30251'],
        summary: 'A malformed request stops the server',
        details: 'A form of several parts with a certain error puts the server into an infinite loop.',
        url: 'https://osv.dev/vulnerability/GHSA-5m98-qgg9-wh84',
        references: ['https://github.com/aio-libs/aiohttp/pull/8332'],
        ranges: [{ introduced: null, fixed: '3.9.4' }],
      },
      {
        id: 'GHSA-0000-0000-0000',
        aliases: [],
        summary: 'A static route shows other files',
        details: 'Where links are followed.',
        url: 'https://osv.dev/vulnerability/GHSA-0000-0000-0000',
        references: [],
        ranges: [{ introduced: null, fixed: '3.9.5' }],
      },
    ],
    right: {
      number: 8332,
      status: 'upgrade',
      purl: 'pkg:pypi/aiohttp',
      version: '3.9.4',
      command: 'poetry update aiohttp',
    },
  },
  'nodejs/undici#4001: mended in a patch of the same line': {
    trouble: {
      repository: 'nodejs/undici',
      manifest: { 'package.json': JSON.stringify({ name: 'undici', repository: 'github:nodejs/undici' }) },
      tag: v,
      releases: [
        ['6.21.0', 30, 'v6.x'],
        ['7.2.0', 60],
        ['7.2.1', 90],
        ['7.2.2', 104],
        ['7.3.0', 130],
      ],
      known: {
        ...mended,
        number: 4001,
        title: 'Pool spins in _resume with high CPU when the socket stalls',
        body: 'Since 7.2.0 `Client._resume` and `Pool.dispatch` call each other in an infinite loop while the socket takes no data.',
        labels: ['bug'],
      },
      cure: { pull: 4004, title: 'fix: wait for the socket to drain' },
      symbol: 'Client._resume',
      elsewhere: 'mock',
      alike: 'an interceptor loops for ever',
    },
    files: [
      {
        path: 'package.json',
        text: JSON.stringify({ name: 'checkout', version: '1.0.0', dependencies: { undici: '^7.2.0' } }),
      },
      {
        path: 'package-lock.json',
        text: JSON.stringify({
          name: 'checkout',
          lockfileVersion: 3,
          packages: {
            '': { name: 'checkout', version: '1.0.0', dependencies: { undici: '^7.2.0' } },
            'node_modules/undici': { version: '7.2.1' },
          },
        }),
      },
    ],
    culprit: { ecosystem: 'npm', name: 'undici' },
    shape: 'busy-loop',
    symbols: ['Client._resume', 'Pool.dispatch'],
    right: {
      number: 4001,
      status: 'upgrade',
      purl: 'pkg:npm/undici',
      version: '7.2.2',
      command: 'npm install undici@7.2.2',
    },
  },
}
