const url = `http://localhost:${process.env.PORT || 8080}/brands/shades`
const post = (body) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((answer) => answer.text())
;(async () => {
  for (let i = 0; i < 300; i++) await post({ colours: ['#336699', 'hwb(60, 3%, 60%)', 'rgb(1, 2, 3)', 'teal'] })
  for (let i = 0; i < 7; i++) await post({ colours: ['#336699', `hwb(${'4'.repeat(16000)}, 3%, 60%`] })
})()
