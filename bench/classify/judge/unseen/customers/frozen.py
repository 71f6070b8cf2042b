"""Prints the cases: forms.py in halves a and b, or with "later" the third set."""
import sys, filled, forms, later
f=later.FORMS if sys.argv[1:]==['later'] else forms.FORMS
filled.draw({g:[l.replace(r'\n','\n').replace(r'\t','\t') for l in t.strip('\n').split('\n')] for g,t in f.items()},lambda form,i:'ab'[i%2],'customers'+''.join(sys.argv[1:]))
