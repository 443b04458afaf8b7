/**
 * Millrace beside other engines, the peers: built from {@code bench/peers}, each in a process of
 * its own with the flags of Millrace's nodes, run in turns with it on the same generator's records.
 *
 * <pre>
 *  Versus -- runs in turns --> EngineRuns (ours), PeerRuns (theirs; PeerBuild says with which jars)
 *    |
 *    +-- first, where the peer has batches: IntervalSearch -- asks --> IntervalLadder
 *    v
 *  Comparison --> JSON, verdict; VersusReport --> lines
 * </pre>
 */
@NullMarked
package io.millrace.bench.versus;

import org.jspecify.annotations.NullMarked;
