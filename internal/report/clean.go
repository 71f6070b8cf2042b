package report

import (
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// Cleaned is a copy of m in which every text went through Clean, without the
// evidence that --with-facts adds: what a printer for people starts from.
func Cleaned(m *Model) *Model {
	bare := *m
	bare.Facts, bare.Record = nil, nil
	out := cleaned(reflect.ValueOf(bare)).Interface().(Model)
	return &out
}

func cleaned(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(Clean(v.String()))
	case reflect.Struct:
		if l, ok := v.Interface().(interface{ cleaned() any }); ok {
			return reflect.ValueOf(l.cleaned())
		}
		if v.Type() == reflect.TypeFor[time.Time]() {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(cleaned(v.Field(i)))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(cleaned(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(cleaned(v.Index(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for _, k := range v.MapKeys() {
				out.SetMapIndex(cleaned(k), cleaned(v.MapIndex(k)))
			}
		}
	default:
		return v
	}
	return out
}

// Stop is a sentence with its full stop; one that ends in a sign of its own,
// or in an address such as host: that a point would spoil, is left alone.
func Stop(s string) string {
	if last, _ := utf8.DecodeLastRuneInString(s); s == "" || strings.ContainsRune(".!?:…", last) {
		return s
	}
	return s + "."
}
