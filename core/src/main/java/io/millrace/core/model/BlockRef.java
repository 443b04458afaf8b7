package io.millrace.core.model;

/** A block and the worker that holds it. */
public record BlockRef(BlockMeta meta, WorkerId holder) {}
