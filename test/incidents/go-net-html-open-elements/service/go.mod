module github.com/acme/link-preview

go 1.19

require golang.org/x/net v0.7.0
