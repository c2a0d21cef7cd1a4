package main

import (
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof"
	"os"

	"github.com/acme/rule-store/rules"
)

func main() {
	http.HandleFunc("/v1/rules", func(answer http.ResponseWriter, request *http.Request) {
		count, err := rules.Count(http.MaxBytesReader(answer, request.Body, 1<<20))
		if err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintln(answer, count)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
