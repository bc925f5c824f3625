/*
** news.h: the news of the end of a task or future.
*/
#ifndef PYSOCKET_LOOP_NEWS_H
#define PYSOCKET_LOOP_NEWS_H

#include "loop/state.h"

/* Tells those that wait for a task that has ended. */
void news_oftask (lua_State *L, Loop *lp, Task *t);
/* The same for the future whose news the handle delivers. Returns 0 if it
** delivers none. */
int news_offuture (lua_State *L, Loop *lp, Due *j);
void news_open (lua_State *L, const Open *o, int table);

#endif
