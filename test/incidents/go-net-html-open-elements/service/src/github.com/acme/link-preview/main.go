package main

import (
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof"
	"os"

	"github.com/acme/link-preview/extract"
)

func main() {
	http.HandleFunc("/v1/title", func(answer http.ResponseWriter, request *http.Request) {
		title, err := extract.Title(http.MaxBytesReader(answer, request.Body, 1<<20))
		if err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintln(answer, title)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
