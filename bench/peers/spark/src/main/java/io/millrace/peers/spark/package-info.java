/** Spark Streaming on the records of Millrace's benchmarks. */
package io.millrace.peers.spark;
