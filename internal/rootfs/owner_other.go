//go:build !unix

package rootfs

import "io/fs"

func rights(st fs.FileInfo) string { return st.Mode().String() }
