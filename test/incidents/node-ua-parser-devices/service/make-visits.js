const row = (agent) => `2021-03-0${1 + (agent.length % 8)},"${agent}"`
console.log('day,agent')
for (let i = 0; i < 3000; i++) console.log(row(`Mozilla/5.0 (Linux; Android 9; Redmi Note ${i % 9} Build/PKQ1.${i}) AppleWebKit/537.36 Chrome/88.0.${i} Mobile Safari/537.36`))
for (let i = 0; i < 12; i++) console.log(row(`Mozilla/5.0 (Linux; Android 4.4; BNRT${' '.repeat(9000)})`))
