// Package rules reads what customers upload.
package rules

import (
	"io"

	"gopkg.in/yaml.v2"
)

// Count is how many groups of rules a document has.
func Count(document io.Reader) (int, error) {
	groups := map[string]interface{}{}
	if err := yaml.NewDecoder(document).Decode(&groups); err != nil {
		return 0, err
	}
	return len(groups), nil
}
