package io.millrace.core.model;

import io.millrace.dsl.StreamId;

/** A block is known by its stream and the position of its first byte. */
public record BlockId(StreamId stream, long from) {}
