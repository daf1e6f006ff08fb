// Holds a SARIF log on stdin to the schema of SARIF 2.1.0 in the file that is named: prints `valid`, or ends with 1 and what is wrong.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	refuse(err)
	schema, err := os.ReadFile(os.Args[1])
	refuse(err)
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(schema), gojsonschema.NewBytesLoader(text))
	refuse(err)
	var wrong []string
	for _, one := range result.Errors() {
		wrong = append(wrong, one.String())
	}
	if len(wrong) > 0 {
		refuse(errors.New(strings.Join(wrong, "\n")))
	}
	// And a reader of such logs takes all of it.
	var report sarif.Report
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	refuse(decoder.Decode(&report))
	fmt.Println("valid")
}

func refuse(err error) {
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
