package main

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// mustFail turns a check around: it must find something wrong.
func mustFail(check func() error) error {
	if check() == nil {
		return errors.New("the check did not notice it")
	}
	return nil
}

// mustFailEach runs a check that must fail for every place, or every few places, up to an end.
func mustFailEach(end, step int, check func(place int) error) error {
	if end <= 0 {
		return errors.New("there is nothing to change")
	}
	for place := 0; place < end; place += step {
		if check(place) == nil {
			return fmt.Errorf("the change at byte %d was not noticed", place)
		}
	}
	return nil
}

// flipRecord shows that the checks fire: one changed byte in a checkpoint, a bundle or a tile must be noticed.
func flipRecord(t *tally, from source, by note.Verifier, now *record) {
	signed, err := from("checkpoint")
	if err == nil {
		// The last four characters of a signature end in bits that mean nothing; every other bit counts.
		err = mustFailEach(len(signed)-5, 1, func(place int) error {
			_, err := openCheckpoint(flip(signed, place), by)
			return err
		})
	}
	t.claim("a checkpoint with any byte changed is refused", err)

	const samples = 24
	var bundles, compared, proved error
	hashes, err := hashesOf(now.entries)
	if err != nil {
		t.claim("the entries can be hashed", err)
		return
	}
	for _, tile := range now.tiles {
		if path := bundlePath(tile); tile.L == 0 && bundles == nil {
			bundles = flipPath(from, path, samples, func(changed source) error {
				entries, err := readEntries(changed, now.tree)
				if err != nil {
					return err
				}
				hashes, err := hashesOf(entries)
				if err != nil {
					return err
				}
				return compareRoot(now.tree, hashes)
			})
		}
		path := tilePath(tile)
		if compared == nil {
			compared = flipPath(from, path, samples, func(changed source) error {
				return compareTiles(changed, now.tree, hashes)
			})
		}
		if proved == nil {
			proved = flipPath(from, path, 3, func(changed source) error {
				return proveAll(changed, now.tree, now.entries)
			})
		}
	}
	t.claim("a bundle with a byte changed gives another root", bundles)
	t.claim("a tile with a byte changed is told from the right one", compared)
	t.claim("a tile with a byte changed proves nothing", proved)
	t.claim("an entry is not proved at another's place", mustFailEach(len(now.entries), 1+len(now.entries)/16, func(i int) error {
		proof, err := tlog.ProveRecord(now.tree.N, int64(i), tlog.TileHashReader(now.tree, tiles{from}))
		if err != nil {
			return nil
		}
		other := now.entries[(i+1)%len(now.entries)]
		return tlog.CheckRecord(proof, now.tree.N, now.tree.Hash, int64(i), tlog.RecordHash(other))
	}))
}

func flipPath(from source, path string, samples int, check func(source) error) error {
	bytes, err := from(path)
	if err != nil {
		return err
	}
	if err := mustFailEach(len(bytes), 1+len(bytes)/samples, func(place int) error {
		return check(from.flipped(path, place))
	}); err != nil {
		return fmt.Errorf("%s: %v", path, err)
	}
	return nil
}
