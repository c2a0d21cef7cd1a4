package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"
	"os"
	"strconv"
	"sync"

	"github.com/acme/price-cache/cache"
)

// A basket looks up each article in a goroutine of its own.
func total(prices *cache.Prices, articles int) (sum int64) {
	var waiting sync.WaitGroup
	parts := make([]int64, 64)
	for part := range parts {
		waiting.Add(1)
		go func(part int) {
			defer waiting.Done()
			for article := part; article < articles; article += len(parts) {
				parts[part] += prices.Of(article % 4096)
			}
		}(part)
	}
	waiting.Wait()
	for _, part := range parts {
		sum += part
	}
	return sum
}

func main() {
	prices := cache.New(4096)
	http.HandleFunc("/v1/total", func(answer http.ResponseWriter, request *http.Request) {
		articles, _ := strconv.Atoi(request.URL.Query().Get("articles"))
		answer.Write([]byte(strconv.FormatInt(total(prices, articles), 10)))
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
