import type { Marker, PublishedNames, PublishedSet } from '../contribution/index.ts'
import type { Diagnosis } from '../diagnosis/index.ts'
import type { Started, UpstreamFindings } from '../upstream/index.ts'
import type { DiagnosisDocument } from './diagnosis-document.ts'

/** Where a comment is posted, and who may read it. */
export interface CommentContext {
  /** The service repository, `acme/checkout`. */
  readonly repository: string
  /** Origin of GitHub's pages: `https://github.com`. */
  readonly webOrigin: string
  readonly marker: Marker
  /** What may be named, where the service repository is public; null where it is not, and everything may. */
  readonly names: PublishedNames | null
}

/** Every text that Headwater posts in an incident. */
export type CommentInput =
  | WaitingComment
  | ReadingComment
  | ReportComment
  | TroubleComment
  | OutcomeComment
  | PreviewComment
  | HelpComment
  | UnknownCommandComment

/** Status: nothing is read before a person says so. */
export interface WaitingComment {
  readonly kind: 'waiting'
  /** One sentence: why. */
  readonly reason: string
}

/** Status: work is under way. */
export interface ReadingComment {
  readonly kind: 'reading'
  /** How many profiles were found; null while they are looked for. */
  readonly profiles: number | null
}

/** Status: there is no diagnosis, and what a person can change. */
export interface TroubleComment {
  readonly kind: 'trouble'
  /** One line: what is wrong, for instance an error's message. */
  readonly what: string
  readonly profiles: readonly ProfileLine[]
  /** What to do, in sentences. */
  readonly next: readonly string[]
  /** To be copied into a shell, one a line. */
  readonly commands: readonly string[]
}

/** Status: the diagnosis. */
export interface ReportComment {
  readonly kind: 'report'
  readonly document: DiagnosisDocument
  readonly diagnosis: Diagnosis
  readonly profiles: readonly ProfileLine[]
  readonly lockfiles: LockfileSource | null
  readonly picture: Picture | null
  /** What upstream knows; `awaited` while it is asked, null where nobody can be. */
  readonly upstream: UpstreamFindings | 'awaited' | 'failed' | null
  /** What changed shortly before; left out where nobody looked yet. */
  readonly started?: Started | null
  /** What a reader must mind about the recording, in sentences. */
  readonly notes: readonly string[]
  /** What people say, against or beside what the profiles say. */
  readonly words: readonly PersonsWord[]
  /** Something on top that passes, for instance that the profiles are read again. */
  readonly notice: string | null
}

/** A reply: what came of a command, or why it was not carried out, and what a person does next. */
export interface OutcomeComment {
  readonly kind: 'outcome'
  /** One line. */
  readonly what: string
  /** Sentences. */
  readonly details: readonly string[]
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** What to do, in sentences. */
  readonly next: readonly string[]
  /** To be copied into a shell, one a line. */
  readonly commands: readonly string[]
}

/** A reply: everything that an approval would publish. */
export interface PreviewComment {
  readonly kind: 'preview'
  readonly set: PublishedSet
  /** As a person has to write it. */
  readonly hash: string
  /** Why this is drafted, in sentences. */
  readonly reasons: readonly string[]
  /** What the person who sends it has to mind, in sentences. */
  readonly cautions: readonly string[]
  /** Where the picture can be seen by those who see this comment. */
  readonly picture: string
  /** Where all of it stands, byte for byte. */
  readonly whole: string
  /** Whether the fork exists. */
  readonly isFork: boolean
}

/** A reply: the commands, each with what it would do now. */
export interface HelpComment {
  readonly kind: 'help'
  readonly commands: readonly { readonly command: string; readonly does: string }[]
}

/** A reply. */
export interface UnknownCommandComment {
  readonly kind: 'unknown-command'
  readonly said: string
  /** The nearest command as it is to be written. */
  readonly meant: string
}

/** One profile, and what became of it. */
export interface ProfileLine {
  readonly name: string
  /** Where it was found, for people: `attached to the issue`, `Actions artifact`. */
  readonly source: string
  readonly bytes: number | null
  readonly format: string | null
  readonly samples: number | null
  /** Why it could not be read, with what would be accepted; null where it was. */
  readonly error: string | null
}

/** Which commit the versions are from. */
export interface LockfileSource {
  readonly at: 'deployed' | 'head'
  /** SHA of the commit. */
  readonly commit: string
  /** What the incident, or for HEAD the repository, calls it: a tag, a branch. */
  readonly ref: string | null
  /** Paths of the lockfiles that were read. */
  readonly files: readonly string[]
  /** Where the deployed commit was named but not found: how it was named. */
  readonly notFound: string | null
}

export interface Picture {
  readonly url: string
}

/** A person's word, which stands until it is taken back. */
export type PersonsWord = {
  /** Login of the person. */
  readonly by: string
} & (
  | {
      readonly about: 'suspect'
      /** The package that the person calls the culprit. */
      readonly what: string
      /** Whether it is one of the diagnosis's suspects. */
      readonly isSupported: boolean
    }
  /** An issue, `OWNER/REPO#N`, or a repository. */
  | { readonly about: 'link' | 'target'; readonly what: string }
)
