/**
 * What is done with each record, whichever engine brings it: what the latency job of Millrace's
 * benchmarks does. It stands on nothing of Millrace, so that a peer's class path holds the peer's
 * jars alone.
 *
 * <pre>
 *  PeerRun (one a process: order, clock, sums)
 *   |  take() / put back
 *   v
 *  RecordWork (one a thread): StampedRecord -> IdRuns, and every 64 records Latencies
 *                                                |
 *                            IdOrder (are they all there, and once?)
 * </pre>
 */
package io.millrace.peers.work;
