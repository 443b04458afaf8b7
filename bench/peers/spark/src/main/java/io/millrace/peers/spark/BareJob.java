package io.millrace.peers.spark;

import io.millrace.peers.work.PeerRun;
import io.millrace.peers.work.RecordWork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * The least that a job can be: a plain class handed to {@code SparkContext.runJob}. A lambda, or
 * any operator of an RDD, has Spark's closure cleaner read class files for every batch, which is
 * half of what an empty job takes.
 */
final class BareJob extends AbstractFunction2<TaskContext, Iterator<byte[]>, Object>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long firstNumber;

  private BareJob(long firstNumber) {
    this.firstNumber = firstNumber;
  }

  static void run(JavaRDD<byte[]> rdd, BlockNumbers numbers) {
    int blocks = rdd.getNumPartitions();
    if (blocks > 0) {
      BareJob job = new BareJob(numbers.next(blocks));
      rdd.context().runJob(rdd.rdd(), job, partitions(blocks), ClassTag$.MODULE$.Object());
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's Int is an Object here
  private static Seq<Object> partitions(int number) {
    List<Object> partitions = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      partitions.add(i);
    }
    return (Seq) CollectionConverters.asScala(partitions).toSeq();
  }

  @Override
  public Object apply(TaskContext context, Iterator<byte[]> blocks) {
    PeerRun run = PeerRun.here();
    RecordWork work = run.take();
    while (blocks.hasNext()) {
      work.block(blocks.next());
    }
    run.endBlock(work, 0, firstNumber + context.partitionId());
    run.putBack(work);
    return null;
  }
}
