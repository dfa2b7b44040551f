package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A record as it was read and found good.
type record struct {
	tree    tlog.Tree
	tiles   []tlog.Tile // every tile of hashes that a record of this size has
	entries [][]byte
}

// openCheckpoint verifies a signed checkpoint (C2SP tlog-checkpoint): origin, size, root, a line each.
func openCheckpoint(signed []byte, by note.Verifier) (tlog.Tree, error) {
	n, err := note.Open(signed, note.VerifierList(by))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tlog.Tree{}, errors.New("a checkpoint must have three lines")
	}
	if lines[0] != by.Name() {
		return tlog.Tree{}, fmt.Errorf("the origin is %q and the key is of %q", lines[0], by.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("the size must be a plain decimal number")
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("the root must be 32 bytes in base64")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// widest lists the tiles of a tree, each as wide as the tree makes it.
func widest(size int64) []tlog.Tile {
	last := map[string]int{}
	var list []tlog.Tile
	for _, t := range tlog.NewTiles(8, 0, size) {
		place := fmt.Sprint(t.L, "/", t.N)
		if at, seen := last[place]; seen {
			list[at] = t
		} else {
			last[place] = len(list)
			list = append(list, t)
		}
	}
	return list
}

// readEntries reads every entry out of its bundle: a length in 16 bits, then the entry.
func readEntries(from source, tree tlog.Tree) ([][]byte, error) {
	var entries [][]byte
	for _, t := range widest(tree.N) {
		if t.L != 0 {
			continue
		}
		bundle, err := from(bundlePath(t))
		if err != nil {
			return nil, err
		}
		for i := 0; i < t.W; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends in the middle of an entry", bundlePath(t))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("%s goes on after its last entry", bundlePath(t))
		}
	}
	return entries, nil
}

// hashesOf computes every hash of the tree over the entries, in tlog's own order.
func hashesOf(entries [][]byte) (tlog.HashReader, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, errors.New("a hash beyond the entries was asked for")
			}
			found[i] = stored[index]
		}
		return found, nil
	})
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, reader)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return reader, nil
}

func compareRoot(tree tlog.Tree, hashes tlog.HashReader) error {
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("the entries give %v, the checkpoint says %v", root, tree.Hash)
	}
	return err
}

func compareTiles(from source, tree tlog.Tree, hashes tlog.HashReader) error {
	for _, t := range widest(tree.N) {
		want, err := tlog.ReadTileData(t, hashes)
		if err != nil {
			return err
		}
		have, err := from(tilePath(t))
		if err != nil {
			return err
		}
		if !bytes.Equal(have, want) {
			return fmt.Errorf("%s holds other hashes than its entries have", tilePath(t))
		}
	}
	return nil
}

// proveAll proves each entry from the tiles alone and checks the proof.
func proveAll(from source, tree tlog.Tree, entries [][]byte) error {
	reader := tlog.TileHashReader(tree, tiles{from})
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		if err != nil {
			return fmt.Errorf("entry %d: %v", i, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %v", i, err)
		}
	}
	return nil
}

// checkRecord checks all that an export holds.
func checkRecord(t *tally, from source, by note.Verifier) *record {
	signed, err := from("checkpoint")
	var tree tlog.Tree
	if err == nil {
		tree, err = openCheckpoint(signed, by)
	}
	t.claim("the checkpoint is signed by the registry's key", err)
	if err != nil {
		return nil
	}
	entries, err := readEntries(from, tree)
	if err == nil && tree.N == 0 {
		err = errors.New("the record is empty, so there is nothing to check")
	}
	t.claim(fmt.Sprintf("the bundles hold %d entries", tree.N), err)
	if err != nil {
		return nil
	}
	hashes, err := hashesOf(entries)
	if err == nil {
		err = compareRoot(tree, hashes)
	}
	t.claim("the root recomputed from the entries is that of the checkpoint", err)
	if err != nil {
		return nil
	}
	all := widest(tree.N)
	t.claim(fmt.Sprintf("all %d tiles hold the hashes of the entries", len(all)), compareTiles(from, tree, hashes))
	t.claim(fmt.Sprintf("each of the %d entries is proved to be in the tree, from the tiles", tree.N), proveAll(from, tree, entries))
	return &record{tree, all, entries}
}

// checkGrowth checks that a record begins with all that it held when it was smaller.
func checkGrowth(t *tally, before, after source, by note.Verifier) {
	var trees [2]tlog.Tree
	for i, from := range []source{before, after} {
		signed, err := from("checkpoint")
		if err == nil {
			trees[i], err = openCheckpoint(signed, by)
		}
		if err != nil {
			t.claim("both checkpoints are signed", err)
			return
		}
	}
	old, new := trees[0], trees[1]
	if old.N >= new.N {
		t.claim("the earlier export is smaller", fmt.Errorf("it has %d entries, the later one %d", old.N, new.N))
		return
	}
	proof, err := tlog.ProveTree(new.N, old.N, tlog.TileHashReader(new, tiles{after}))
	if err == nil {
		err = tlog.CheckTree(proof, new.N, new.Hash, old.N, old.Hash)
	}
	t.claim(fmt.Sprintf("the record of %d entries is the beginning of the one of %d", old.N, new.N), err)
	if err != nil {
		return
	}
	t.claim("a past with one other entry is not taken for that beginning", mustFail(func() error {
		entries, err := readEntries(before, old)
		if err != nil {
			return nil
		}
		entries[old.N/2] = flip(entries[old.N/2], 0)
		hashes, err := hashesOf(entries)
		if err != nil {
			return nil
		}
		root, err := tlog.TreeHash(old.N, hashes)
		if err != nil {
			return nil
		}
		return tlog.CheckTree(proof, new.N, new.Hash, old.N, root)
	}))
	t.claim("a proof with any byte changed is not taken for one", mustFailEach(len(proof)*tlog.HashSize, 1, func(place int) error {
		forged := append(tlog.TreeProof(nil), proof...)
		forged[place/tlog.HashSize][place%tlog.HashSize] ^= 1
		return tlog.CheckTree(forged, new.N, new.Hash, old.N, old.Hash)
	}))
}
