package io.millrace.peers.jet;

import java.io.Serializable;

/**
 * Whole records.
 *
 * @param source which connection they came from
 * @param number of the block on that connection, counted from 0
 */
record Block(int source, long number, byte[] bytes) implements Serializable {}
