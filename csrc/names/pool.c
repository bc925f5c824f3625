/*
** pool.c: the threads that run lookups, and the queue of lookups that wait for a
** thread. This file calls no Lua function, because the threads may outlive the
** Lua state.
*/
#include "base/process.h"
#include "names/pool.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

/* The C library needs 64 KiB at most, but it may load NSS modules. */
#define STACK_SIZE ((size_t)512 * 1024)

/* Like Python's default executor: at most min(32, cores + 4) threads. */
#define MAX_THREADS 32
#define THREADS_BESIDE_CORES 4

/* An idle thread starts the next lookup in a quarter of the time that a new
** thread needs. After this time without a lookup it ends, which frees its
** stack. */
#define IDLE_S 1

/* Belongs to its Lua state and to each of its threads: the last one frees it. */
struct Pool {
  pthread_mutex_t mutex;
  pthread_cond_t wanted;      /* the queue has a job, or the pool has ended */
  Job *first, *last;          /* the queue */
  int queued;
  int threads, idle, max_threads;
  int ended;                  /* the Lua state has ended */
  uint32_t process;           /* the process that has the threads */
};

/* ---- the pool ---------------------------------------------------------------- */

static int max_threads (void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  if (n < 1) n = 1;
  if (n > MAX_THREADS - THREADS_BESIDE_CORES) return MAX_THREADS;
  return (int)n + THREADS_BESIDE_CORES;
}

static void init_wanted (Pool *p) {
  pthread_condattr_t attr;
  pthread_condattr_init(&attr);
  pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
  pthread_cond_init(&p->wanted, &attr);
  pthread_condattr_destroy(&attr);
}

/* Also reinitializes the pool in a child process, because the threads and the
** state of the mutex belong to the parent. */
static void init_pool (Pool *p, uint32_t process) {
  memset(p, 0, sizeof *p);
  pthread_mutex_init(&p->mutex, NULL);
  init_wanted(p);
  p->max_threads = max_threads();
  p->process = process;
}

/* Returns NULL if there is no memory, or if the Lua state has ended. */
static Pool *pool_of (State *st) {
  Pool *p = st->pool;
  uint32_t process;
  if (st->ended) return NULL;
  process_watch(st);
  process = process_number(st);
  if (p == NULL) {
    p = st->pool = (Pool *)malloc(sizeof *p);
    if (p != NULL) init_pool(p, process);
  }
  else if (p->process != process) init_pool(p, process);
  return p;
}

/* Unlocks the pool, and frees it if the state and all threads have ended. */
static void leave (Pool *p) {
  int last = p->ended && p->threads == 0;
  pthread_mutex_unlock(&p->mutex);
  if (!last) return;
  pthread_cond_destroy(&p->wanted);
  pthread_mutex_destroy(&p->mutex);
  free(p);
}

void pool_end (State *st) {
  Pool *p = st->pool;
  st->pool = NULL;
  if (p == NULL) return;
  if (p->process != process_number(st)) {
    free(p);
    return;
  }
  pthread_mutex_lock(&p->mutex);
  p->ended = 1;
  pthread_cond_broadcast(&p->wanted);
  leave(p);
}

/* ---- the queue, with the mutex locked ------------------------------------------ */

static void enqueue (Pool *p, Job *j) {
  j->next = NULL;
  j->previous = p->last;
  if (p->last != NULL) p->last->next = j;
  else p->first = j;
  p->last = j;
  p->queued++;
  atomic_store(&j->state, JOB_QUEUED);
}

static void dequeue (Pool *p, Job *j, enum JobState state) {
  if (j->previous != NULL) j->previous->next = j->next;
  else p->first = j->next;
  if (j->next != NULL) j->next->previous = j->previous;
  else p->last = j->previous;
  p->queued--;
  atomic_store(&j->state, state);
}

/* ---- the threads ---------------------------------------------------------------- */

static struct timespec idle_end (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_sec += IDLE_S;
  return t;
}

/* Waits for a job and takes it. Returns NULL if the thread must end. */
static Job *next_job (Pool *p) {
  struct timespec until = idle_end();
  int error = 0;
  Job *j;
  while (p->first == NULL && !p->ended && error == 0)
    error = pthread_cond_timedwait(&p->wanted, &p->mutex, &until);
  p->idle--;
  j = p->first;
  if (j != NULL) dequeue(p, j, JOB_RUNNING);
  return j;
}

/* The write cannot fail, because an eventfd only adds to its counter. */
static void notify (int event) {
  const uint64_t one = 1;
  if (event >= 0) (void)!write(event, &one, sizeof one);
}

/* Notifies the owner, which closes the event only after it has read it. On the same
** core the owner may run before the write returns, so the mutex is unlocked, and
** the thread is already idle: it takes the owner's next job without a wake-up. */
static void finish (Pool *p, Job *j) {
  int event = -1;
  pthread_mutex_lock(&p->mutex);
  p->idle++;
  atomic_store(&j->state, JOB_DONE);
  if (j->abandoned) j->destroy(j);
  else if (!j->notified) event = j->event;
  pthread_mutex_unlock(&p->mutex);
  notify(event);
  pthread_mutex_lock(&p->mutex);
}

static void *work (void *arg) {
  Pool *p = (Pool *)arg;
  Job *j;
  pthread_mutex_lock(&p->mutex);
  p->idle++;
  while ((j = next_job(p)) != NULL) {
    pthread_mutex_unlock(&p->mutex);
    j->run(j);
    finish(p, j);
  }
  p->threads--;
  leave(p);
  return NULL;
}

/* Blocks all signals, which the other threads of the process handle. */
static int start_thread (Pool *p) {
  pthread_attr_t attr;
  pthread_t thread;
  sigset_t all, old;
  int error = pthread_attr_init(&attr);
  if (error != 0) return error;
  sigfillset(&all);
  error = pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  if (error == 0) error = pthread_attr_setstacksize(&attr, STACK_SIZE);
  if (error == 0) error = pthread_sigmask(SIG_SETMASK, &all, &old);
  if (error == 0) {
    error = pthread_create(&thread, &attr, work, p);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
  }
  pthread_attr_destroy(&attr);
  if (error == 0) p->threads++;
  return error;
}

/* ---- jobs -------------------------------------------------------------------------- */

/* Queues the job. Returns 0 if there is no thread to take it. The signal follows
** the unlock, so that the thread does not wake only to wait for the mutex. */
static int hand_over (Pool *p, Job *j) {
  int served = 1, idle;
  pthread_mutex_lock(&p->mutex);
  enqueue(p, j);
  idle = p->idle >= p->queued;
  if (!idle && p->threads < p->max_threads && start_thread(p) != 0 &&
      p->threads == 0) {
    dequeue(p, j, JOB_IDLE);
    served = 0;
  }
  pthread_mutex_unlock(&p->mutex);
  if (idle) pthread_cond_signal(&p->wanted);
  return served;
}

void pool_submit (State *st, Job *j) {
  Pool *p = pool_of(st);
  if (p != NULL) {
    j->event = eventfd(0, EFD_CLOEXEC);
    j->pool = p;
    j->st = st;
    j->process = p->process;
    if (hand_over(p, j)) return;
    j->pool = NULL;
  }
  j->run(j);
  atomic_store(&j->state, JOB_DONE);
}

int pool_isforeign (const Job *j) {
  return j->pool != NULL && j->process != process_number(j->st);
}

void pool_notify (Job *j) {
  if (j->pool == NULL || pool_isforeign(j)) return;
  pthread_mutex_lock(&j->pool->mutex);
  if (atomic_load(&j->state) != JOB_DONE) {
    j->notified = 1;
    notify(j->event);
  }
  pthread_mutex_unlock(&j->pool->mutex);
}

/* Takes the job from the queue or, if it is running, leaves it to its thread.
** Returns the state in which it was. */
static enum JobState take_back (Pool *p, Job *j) {
  enum JobState state;
  pthread_mutex_lock(&p->mutex);
  state = (enum JobState)atomic_load(&j->state);
  if (state == JOB_QUEUED) dequeue(p, j, JOB_IDLE);
  j->abandoned = state == JOB_RUNNING;
  pthread_mutex_unlock(&p->mutex);
  return state;
}

/* Waits until the thread of a job that is done has written to its event, because
** afterwards the descriptor may belong to something else. */
static void await_notice (int event) {
  uint64_t n;
  while (event >= 0 && read(event, &n, sizeof n) < 0 && errno == EINTR) {}
}

/* In a child process, a job that a thread of the parent was running may be in any
** state, so it is never freed; and only the parent may read its event. */
void pool_release (Job *j) {
  int event = j->event;
  enum JobState state = (enum JobState)atomic_load(&j->state);
  if (j->pool != NULL && !pool_isforeign(j)) {
    state = take_back(j->pool, j);
    if (state == JOB_DONE) await_notice(event);
  }
  if (state != JOB_RUNNING) j->destroy(j);
  if (event >= 0) close(event);
}
