// Checks an exported record with code that is not Truce's: the Go project's own transparency log
// (golang.org/x/mod/sumdb/note and tlog, as Debian packages them).
//
//	go run . -vkey VKEY [-earlier FOLDER] [-receipt FILE]... FOLDER
//
// FOLDER is what “truce export” wrote, VKEY the registry's verifier key on the record's card. Each check is
// then shown to fire: bytes are flipped one at a time, and what held before must no longer hold.
package main

import (
	"flag"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
)

type names []string

func (n *names) String() string     { return fmt.Sprint(*n) }
func (n *names) Set(v string) error { *n = append(*n, v); return nil }

func main() {
	var receipts names
	vkey := flag.String("vkey", "", "the registry's verifier key")
	earlier := flag.String("earlier", "", "an export of the same record when it was smaller")
	flag.Var(&receipts, "receipt", "a receipt's file; may be repeated")
	flag.Parse()
	verifier, err := note.NewVerifier(*vkey)
	if err != nil || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: -vkey VKEY [-earlier FOLDER] [-receipt FILE]... FOLDER")
		os.Exit(2)
	}

	var t tally
	folder := source(folder(flag.Arg(0)).read)
	now := checkRecord(&t, folder, verifier)
	if now != nil {
		flipRecord(&t, folder, verifier, now)
		if *earlier != "" {
			checkGrowth(&t, source(folderAt(*earlier)), folder, verifier)
		}
		for _, file := range receipts {
			checkReceipt(&t, file, verifier, now)
		}
	}
	t.finish()
}

// A tally of claims, each told as it is decided.
type tally struct{ passed, failed int }

func (t *tally) claim(words string, err error) {
	if err == nil {
		t.passed++
		fmt.Println("✔", words)
	} else {
		t.failed++
		fmt.Printf("✘ %s: %v\n", words, err)
	}
}

func (t *tally) finish() {
	fmt.Printf("%d passed, %d failed\n", t.passed, t.failed)
	if t.failed > 0 || t.passed == 0 {
		os.Exit(1)
	}
}
