module github.com/acme/rule-store

go 1.19

require gopkg.in/yaml.v2 v2.2.2
