package gazetteer
import ("testing";"time";"fmt";"github.com/marsad-news/marsad/internal/text")
func TestSmoke(t *testing.T){
 s:=time.Now(); g,err:=Default(); if err!=nil {t.Fatal(err)}
 fmt.Println(time.Since(s), len(g.entries), g.set.Len())
 for _,x:=range []string{"القوات الفرنسية في مالي وجنوب أفريقيا والقوات المالية","دعم مالي من الحكومة الأميركية","طرابلس","انسحبت القوات الأمريكية من العراق وعمان","US and South Korean troops in Chad"} {
  d:=text.Analyse(x)
  for _,m:=range g.Find(d) { fmt.Printf("%s[%s]%s %s:%s; ",m.Pre,x[m.Start:m.End],m.Suf,m.Entry.Class,m.Entry.ID)}
  fmt.Println()
 }
}
