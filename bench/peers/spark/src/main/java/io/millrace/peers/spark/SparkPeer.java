package io.millrace.peers.spark;

import io.millrace.peers.work.PeerOrder;
import io.millrace.peers.work.PeerRun;
import io.millrace.peers.work.RecordWork;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/**
 * Spark Streaming in one process, with a core for each receiver and two for tasks.
 *
 * <p>{@code receiver=text}: {@code socketTextStream} and {@code foreachPartition}, as everyone
 * writes it. {@code receiver=block}: the best that was found with code of one's own, {@link
 * BlockReceiver} and {@link BareJob}.
 */
public final class SparkPeer {
  private static final int TASK_CORES = 2;

  private SparkPeer() {}

  /** Called by {@code bin/millrace bench versus spark}; see {@link PeerOrder}. */
  public static void main(String[] arguments) throws Exception {
    PeerOrder order = new PeerOrder(arguments);
    Duration interval = order.duration("interval");
    JavaStreamingContext context = context(order, interval);
    PeerRun run = PeerRun.begin(order, "Apache Spark " + context.sparkContext().version());
    switch (order.text("receiver")) {
      case "text" -> text(context, order.sources());
      case "block" -> blocks(context, order);
      default -> throw new IllegalArgumentException("receiver is text or block");
    }
    context.start();
    run.finish();
  }

  private static JavaStreamingContext context(PeerOrder order, Duration interval) {
    int cores = order.sources().size() + TASK_CORES;
    SparkConf conf =
        new SparkConf()
            .setAppName("peer")
            .setMaster("local[" + cores + "]")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.streaming.blockInterval", order.duration("block").toMillis() + "ms");
    return new JavaStreamingContext(conf, Durations.milliseconds(interval.toMillis()));
  }

  private static void text(JavaStreamingContext context, List<InetSocketAddress> sources) {
    // Once in memory: a second copy, which is the default, has no second node to go to here.
    StorageLevel level = StorageLevel.MEMORY_ONLY();
    JavaDStream<String> lines = null;
    for (InetSocketAddress source : sources) {
      JavaDStream<String> one =
          context.socketTextStream(source.getHostString(), source.getPort(), level);
      lines = lines == null ? one : lines.union(one);
    }
    BlockNumbers numbers = new BlockNumbers();
    lines.foreachRDD(rdd -> workOnLines(rdd, numbers));
  }

  private static void workOnLines(JavaRDD<String> rdd, BlockNumbers numbers) {
    int blocks = rdd.getNumPartitions();
    if (blocks > 0) {
      long first = numbers.next(blocks);
      rdd.foreachPartition(lines -> workOnLines(lines, first + TaskContext.getPartitionId()));
    }
  }

  private static void workOnLines(Iterator<String> lines, long number) {
    PeerRun run = PeerRun.here();
    RecordWork work = run.take();
    lines.forEachRemaining(work::line);
    run.endBlock(work, 0, number);
    run.putBack(work);
  }

  private static void blocks(JavaStreamingContext context, PeerOrder order) {
    long blockNanos = order.duration("block").toNanos();
    JavaDStream<byte[]> blocks = null;
    for (InetSocketAddress source : order.sources()) {
      JavaDStream<byte[]> one = context.receiverStream(new BlockReceiver(source, blockNanos));
      blocks = blocks == null ? one : blocks.union(one);
    }
    BlockNumbers numbers = new BlockNumbers();
    blocks.foreachRDD(rdd -> BareJob.run(rdd, numbers));
  }
}
