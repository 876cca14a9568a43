package sink

import "strings"

// LikePattern is the SQL LIKE pattern, escaped with a backslash, that finds a
// folded word anywhere in a folded column.
func LikePattern(folded string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(folded) + "%"
}
