package parser_test

import (
	"fmt"

	"github.com/marsad-news/marsad/parser"
)

func ExampleParser_Flat() {
	p, err := parser.New(parser.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	res := p.Flat(parser.Input{Body: []byte(`قيادة السهل تعلن مغادرة الكتيبة الثالثة
14 أيار 2024
أعلنت قيادة السهل أن الكتيبة الثالثة غادرت موقعها قرب الجسر صباح اليوم.
تعليقات
زائر: لم يغادر أحد`)})
	fmt.Println(res.Article.Title)
	fmt.Println(res.Article.Published)
	fmt.Println(res.Article.Text)
	// Output:
	// قيادة السهل تعلن مغادرة الكتيبة الثالثة
	// 2024-05-14
	// أعلنت قيادة السهل أن الكتيبة الثالثة غادرت موقعها قرب الجسر صباح اليوم.
}
