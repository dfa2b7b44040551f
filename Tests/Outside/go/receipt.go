package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A proof file (C2SP tlog-proof) whose extra line is the entry itself: what Truce gives as a receipt.
type proofFile struct {
	extra      []byte
	index      int64
	proof      tlog.RecordProof
	checkpoint []byte
}

func parseProof(file []byte) (*proofFile, error) {
	head, checkpoint, found := bytes.Cut(file, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return nil, errors.New("the file must begin like a tlog-proof and have a checkpoint")
	}
	if !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return nil, errors.New("a receipt must have “extra” and “index” on its second and third line")
	}
	p := &proofFile{checkpoint: checkpoint}
	var err error
	if p.extra, err = base64.StdEncoding.Strict().DecodeString(lines[1][len("extra "):]); err != nil {
		return nil, err
	}
	if p.index, err = strconv.ParseInt(lines[2][len("index "):], 10, 64); err != nil {
		return nil, err
	}
	for _, line := range lines[3:] {
		hash, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return nil, errors.New("each line of a proof must be a hash in base64")
		}
		var h tlog.Hash
		copy(h[:], hash)
		p.proof = append(p.proof, h)
	}
	return p, nil
}

// verifyReceipt says what a receipt proves: which entry stands where under which tree.
func verifyReceipt(file []byte, by note.Verifier) (*proofFile, tlog.Tree, error) {
	p, err := parseProof(file)
	if err != nil {
		return nil, tlog.Tree{}, err
	}
	tree, err := openCheckpoint(p.checkpoint, by)
	if err == nil {
		err = tlog.CheckRecord(p.proof, tree.N, tree.Hash, p.index, tlog.RecordHash(p.extra))
	}
	return p, tree, err
}

func checkReceipt(t *tally, path string, by note.Verifier, now *record) {
	name := filepath.Base(path)
	file, err := os.ReadFile(path)
	var p *proofFile
	var tree tlog.Tree
	if err == nil {
		p, tree, err = verifyReceipt(file, by)
	}
	if err == nil && (p.index >= now.tree.N || !bytes.Equal(p.extra, now.entries[p.index])) {
		err = errors.New("the record holds another entry at that place")
	}
	t.claim(fmt.Sprintf("the receipt %s holds, and the record has its entry", name), err)
	if err != nil {
		return
	}
	hashes, err := hashesOf(now.entries[:min(tree.N, now.tree.N)])
	if err == nil && tree.N <= now.tree.N {
		err = compareRoot(tree, hashes)
	}
	t.claim(fmt.Sprintf("the checkpoint in %s is one of this record", name), err)
	// The last four characters of a signature end in bits that mean nothing; every other bit of a receipt counts.
	t.claim(fmt.Sprintf("%s with any byte changed does not hold", name), mustFailEach(len(file)-5, 1, func(place int) error {
		_, _, err := verifyReceipt(flip(file, place), by)
		return err
	}))
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
