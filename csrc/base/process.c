/*
** process.c: detects that the process is a child made by fork.
*/
#include "base/process.h"

#include <sys/mman.h>
#include <unistd.h>

void process_open (State *st) {
  st->no_page = 0;
  st->same_process = &st->no_page;
}

/* Maps a page that the kernel clears in a child process. Without it, getpid is
** called each time. An emulator that ignores the advice does not clear the page;
** it is recognized because it accepts advice that does not exist. */
void process_watch (State *st) {
  void *page;
  if (st->same_process != &st->no_page) return;
  process_changed(st);
  page = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (madvise(page, sizeof(int), -1) == 0 ||
      madvise(page, sizeof(int), MADV_WIPEONFORK) != 0) {
    munmap(page, sizeof(int));
    return;
  }
  st->same_process = (volatile int *)page;
  *st->same_process = 1;
}

void process_unwatch (State *st) {
  if (st->same_process != &st->no_page)
    munmap((void *)st->same_process, sizeof(int));
  process_open(st);
}

void process_changed (State *st) {
  int pid = (int)getpid();
  if (st->same_process != &st->no_page) *st->same_process = 1;
  else if (pid == st->pid) return;
  st->pid = pid;
  st->process++;
}
