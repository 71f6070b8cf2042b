// Package queue runs scans as jobs: on SQLite within the one process that also
// serves the pages, on Postgres on as many machines as there are workers. It is
// River behind a few methods of ours, so that nothing else knows River; open.go
// is the only file here that knows the engine.
//
//	db, err := store.Open(ctx, url)               // a file, or postgres://...
//	q, err := queue.Open(ctx, db, queue.Home{...})
//	go q.Run(ctx, queue.Queues()...)              // a page without --no-work, or a worker; ends when ctx does
//	run, err := q.Enqueue(ctx, queue.Ask{...})    // the run is kept from this moment on, and has its id
//	for e, err := range q.Events(ctx, run.ID, after) { ... } // waits for what comes; ends with the run
//	err = q.Cancel(ctx, run.ID)                   // what was seen until then is judged, as after Ctrl-C
//	err = q.Pause(ctx, queue.Net, true)           // nothing of this queue begins, anywhere, until it is resumed
//
// EnqueueTx puts a run into the transaction of the caller (store.DB.Tx), so that
// a firm and its first run are kept together or not at all.
//
// An Ask is weaklink.yaml as a value: targets as a person writes them, secrets
// by name only. It is stored; a job's arguments are a run and a number.
//
// A run is a plan, one step for every collector and target, and a judgement.
// Each step is a job in the queue of the thing that it wears: net, browser, db,
// files; the plan and the judgement are in judge. The last step to be done
// (`update ask set open = open - 1 ... returning open`, in the transaction that
// completes its job) puts the judgement into the queue. A step is done once,
// however often its job runs: it is claimed, beats while it is worked on, and
// is taken over by another worker when the beat stops. What a step had seen
// before its worker died is forgotten when it is taken over, so nothing is
// doubled. What it sees goes through the same code as `weaklink scan`, and so
// does the judgement: the same facts give the same verdict, byte for byte.
//
// Events are for a page that watches: numbered from 1 within their run, kept
// with it, never with a personal value in them. Politeness is a lease in the
// database: at most two steps at once look at one host, over all workers.
package queue
