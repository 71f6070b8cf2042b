// Package access judges who can get at client data: accounts, second factors,
// rights on files, and passwords that lie where others can read them.
package access
