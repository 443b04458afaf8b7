/**
 * Every value that crosses a node: ids, what the driver is told of blocks, what a task is told to
 * do and how it ended.
 */
@NullMarked
package io.millrace.core.model;

import org.jspecify.annotations.NullMarked;
