package e2e

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	_ "modernc.org/sqlite"

	"github.com/marsad-news/marsad/event"
)

func openDB(path string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
}

// rows counts the articles in the store; a store that is not there yet has
// none.
func rows(path string) int {
	if _, err := os.Stat(path); err != nil {
		return 0
	}
	db, err := openDB(path)
	if err != nil {
		return 0
	}
	defer db.Close()
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM article`).Scan(&n); err != nil {
		return 0
	}
	return n
}

// verify wants of each page exactly one article and exactly its own claim, in
// both stores.
func verify(t *testing.T, db, lines string, s *site) {
	t.Helper()
	conn, err := openDB(db)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	inDB := map[string][]int{} // numbers claimed, by URL
	rs, err := conn.Query(`SELECT a.url, c.value FROM article a LEFT JOIN claim c ON c.article = a.id AND c.retracted = 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	for rs.Next() {
		var url string
		var value sql.NullFloat64
		if err := rs.Scan(&url, &value); err != nil {
			t.Fatal(err)
		}
		if value.Valid {
			inDB[url] = append(inDB[url], int(value.Float64))
		} else {
			inDB[url] = append(inDB[url], -1)
		}
	}
	if err := rs.Err(); err != nil {
		t.Fatal(err)
	}
	inLines := readLines(t, lines)
	missing, wrong := 0, 0
	for n := range s.pages {
		want := fmt.Sprint([]int{1000 + n})
		for name, got := range map[string]map[string][]int{"sqlite": inDB, "jsonl": inLines} {
			switch g := got[s.url(n)]; {
			case len(g) == 0:
				missing++
				t.Errorf("%s: nothing of page %d", name, n)
			case fmt.Sprint(g) != want:
				wrong++
				t.Errorf("%s: page %d claims %v, want %s", name, n, g, want)
			}
		}
	}
	t.Logf("pages %d; sqlite holds %d articles, jsonl %d; missing %d, doubled or wrong %d", s.pages, len(inDB), len(inLines), missing, wrong)
}

// readLines reads what a reader of the JSON Lines sees: a report a line, the
// last of an article stands.
func readLines(t *testing.T, path string) map[string][]int {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][]int{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var r event.Report
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if _, twice := out[r.Article.URL]; twice {
			t.Errorf("jsonl: %s stands twice", r.Article.URL)
		}
		out[r.Article.URL] = nil
		for _, c := range r.Claims {
			if c.Quantity != nil && c.Quantity.Value != nil {
				out[r.Article.URL] = append(out[r.Article.URL], int(*c.Quantity.Value))
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
