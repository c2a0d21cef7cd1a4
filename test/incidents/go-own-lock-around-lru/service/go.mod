module github.com/acme/price-cache

go 1.19

require github.com/hashicorp/golang-lru v0.5.4
