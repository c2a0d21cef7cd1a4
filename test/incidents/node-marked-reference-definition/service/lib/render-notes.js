const { marked } = require('marked')

/** The page of a release: its notes are Markdown that a product team wrote. */
exports.renderNotes = ({ version, notes }) => `<article><h1>${Number(version)}</h1>${marked.parse(notes)}</article>`
