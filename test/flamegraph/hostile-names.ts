/** What a profile may call a function, a file or a thread, if somebody means harm; and how it must be shown. */
export const hostileNames: readonly { readonly name: string; readonly shown: string }[] = [
  { name: '<script>pwned=1</script>', shown: '<script>pwned=1</script>' },
  { name: '</title></text><script>pwned=1</script>', shown: '</title></text><script>pwned=1</script>' },
  { name: '"><image href="x" onerror="pwned=1"/>', shown: '"><image href="x" onerror="pwned=1"/>' },
  { name: "' onload='pwned=1' x='", shown: "' onload='pwned=1' x='" },
  { name: '<img src=x onerror=pwned=1>', shown: '<img src=x onerror=pwned=1>' },
  { name: ']]></script><script>pwned=1</script>', shown: ']]></script><script>pwned=1</script>' },
  { name: '<![CDATA[<script>pwned=1</script>]]>', shown: '<![CDATA[<script>pwned=1</script>]]>' },
  { name: '<!-- --><script>pwned=1</script>', shown: '<!-- --><script>pwned=1</script>' },
  { name: '<?xml-stylesheet href="x"?><!DOCTYPE a>', shown: '<?xml-stylesheet href="x"?><!DOCTYPE a>' },
  { name: '&lt;script&gt; &#60; &amp;', shown: '&lt;script&gt; &#60; &amp;' },
  { name: 'javascript:pwned=1', shown: 'javascript:pwned=1' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template's marks in a name must stay text
  { name: '{{constructor}} ${pwned=1} `', shown: '{{constructor}} ${pwned=1} `' },
  { name: 'nul\u0000 escape\u001b[31m delete\u007f next\u0085', shown: 'nul� escape�[31m delete� next�' },
  { name: 'line\nfeed\r\ttab\u2028line\u2029paragraph', shown: 'line�feed��tab�line�paragraph' },
  { name: 'bidi \u202Eexe.gpj\u202C \u2066isolate\u2069', shown: 'bidi �exe.gpj� �isolate�' },
  { name: 'zero\u200Bwidth\u200D \uFEFF \u00ADhyphen', shown: 'zero�width� � �hyphen' },
  { name: 'lone \uD800 and \uDC00 halves', shown: 'lone � and � halves' },
  { name: 'no character \uFFFE \uFFFF', shown: 'no character � �' },
  { name: 'naïve 決済 🦀 ~>', shown: 'naïve 決済 🦀 ~>' },
]
