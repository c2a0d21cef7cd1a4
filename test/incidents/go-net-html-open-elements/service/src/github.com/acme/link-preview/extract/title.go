// Package extract reads what a preview shows out of a page.
package extract

import (
	"io"

	"golang.org/x/net/html"
)

// Title is the text of a page's first title element, or empty.
func Title(page io.Reader) (string, error) {
	root, err := html.Parse(page)
	if err != nil {
		return "", err
	}
	return titleBelow(root), nil
}

func titleBelow(node *html.Node) string {
	if node.Type == html.ElementNode && node.Data == "title" && node.FirstChild != nil {
		return node.FirstChild.Data
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		if title := titleBelow(child); title != "" {
			return title
		}
	}
	return ""
}
