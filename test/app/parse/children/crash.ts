process.stderr.write('the reason\n')
process.abort()
