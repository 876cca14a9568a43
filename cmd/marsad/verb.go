package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A verb is what a subcommand of several does. The table is the help text.
type verb struct {
	name, args, summary string
	flags               func(fs *flag.FlagSet)
}

// verbOf reads the verb and its flags, wherever these stand among the
// arguments, and gives the arguments that are left. A flag of another verb is
// a usage error; -h tells the flags of the verb that is named.
func verbOf(name string, verbs []verb, args []string, std stdio) (string, []string, error) {
	sets := make([]*flag.FlagSet, len(verbs))
	all := flags(name, stdio{err: io.Discard})
	for i, v := range verbs {
		sets[i] = v.set(name, std)
		sets[i].VisitAll(func(f *flag.Flag) {
			if all.Lookup(f.Name) == nil {
				all.Var(f.Value, f.Name, f.Usage)
			}
		})
	}
	at := func(s string) int { return slices.IndexFunc(verbs, func(v verb) bool { return v.name == s }) }
	rest, err := parse(all, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		for _, a := range args {
			if i := at(a); i >= 0 {
				sets[i].Usage()
				return "", nil, err
			}
		}
		helpVerbs(name, verbs, std.err)
		return "", nil, err
	case err != nil:
		return "", nil, err
	case len(rest) == 0:
		return "", nil, usage("%s wants %s", name, namesOf(verbs))
	}
	i := at(rest[0])
	if i < 0 {
		return "", nil, usage("%s wants %s, not %q", name, namesOf(verbs), rest[0])
	}
	rest, err = parse(sets[i], args)
	if err != nil {
		return "", nil, err
	}
	return verbs[i].name, rest[1:], nil
}

func (v verb) set(command string, std stdio) *flag.FlagSet {
	fs := flags(command+" "+v.name, std)
	v.flags(fs)
	fs.Usage = func() {
		fmt.Fprintln(fs.Output(), strings.TrimSpace("marsad "+command+" "+v.name+" "+v.args)+":", v.summary)
		fs.PrintDefaults()
	}
	return fs
}

func helpVerbs(command string, verbs []verb, w io.Writer) {
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-10s %-14s %s\n", v.name, v.args, v.summary)
	}
	fmt.Fprintf(w, "marsad %s VERB -h lists the flags of one\n", command)
}

// namesOf lists the verbs: a, b or c.
func namesOf(verbs []verb) string {
	var out []string
	for _, v := range verbs {
		out = append(out, v.name)
	}
	last := len(out) - 1
	return strings.Join(out[:last], ", ") + " or " + out[last]
}
