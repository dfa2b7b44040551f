package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A source gives the bytes at a path of an export, such as “checkpoint” or “tile/0/000”.
type source func(path string) ([]byte, error)

type folder string

func (f folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(path)))
}

func folderAt(path string) source { return folder(path).read }

// flipped is the same source with the lowest bit of one byte changed.
func (s source) flipped(at string, place int) source {
	return func(path string) ([]byte, error) {
		bytes, err := s(path)
		if err == nil && path == at {
			bytes = flip(bytes, place)
		}
		return bytes, err
	}
}

func flip(bytes []byte, place int) []byte {
	changed := append([]byte(nil), bytes...)
	changed[place] ^= 1
	return changed
}

// tilePath is a tile's path as in C2SP tlog-tiles, which leaves out the height that tlog puts in: it is always 8.
func tilePath(t tlog.Tile) string { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }

// bundlePath is the path of the entries that belong to a tile of level 0.
func bundlePath(t tlog.Tile) string {
	return strings.Replace(tilePath(t), "tile/0/", "tile/entries/", 1)
}

// tiles reads hash tiles for tlog, which authenticates them against the root.
type tiles struct{ from source }

func (tiles) Height() int { return 8 }

func (r tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, t := range wanted {
		bytes, err := r.from(tilePath(t))
		if err != nil {
			return nil, err
		}
		if len(bytes) != t.W*tlog.HashSize {
			return nil, errors.New(tilePath(t) + " has another width than its name says")
		}
		data[i] = bytes
	}
	return data, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
