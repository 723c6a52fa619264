#include "app/jobs/job_queue.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/base/free_memory.h"
#include "core/base/load_error.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

void no_failure(const std::string& message) {
    FAIL_CHECK("a job failed: ", message);
}

/// Submits `work` to a new queue and returns the message of its exception.
template <class Work>
std::string message_of(Work work) {
    Bell bell;
    JobQueue jobs(bell.ringer());
    std::string message;
    bool done = false;
    jobs.submit(
        work, [&](int) { done = true; }, [&](const std::string& text) { message = text; });
    bell.wait();
    CHECK(message.empty());
    jobs.drain();
    CHECK_FALSE(done);
    return message;
}

}  // namespace

TEST_CASE("destroying the queue asks the running job to stop") {
    std::atomic<bool> started = false, stopped = false;
    {
        JobQueue jobs([] {});
        const auto work = [&](const std::stop_token& stop) {
            started = true;
            while (!stop.stop_requested()) std::this_thread::yield();
            stopped = true;
            return 1;
        };
        jobs.submit(
            work, [](int) {}, no_failure);
        while (!started) std::this_thread::yield();
        CHECK_FALSE(stopped);
    }
    CHECK(stopped);
}

TEST_CASE("work that needs more memory than is free reports the message of its MemoryError") {
    CHECK(message_of([]() -> int { throw MemoryError("m.onnx: needs 60 GB; open a smaller model."); }) ==
          "m.onnx: needs 60 GB; open a smaller model.");
}

TEST_CASE("work runs on the worker, and drain() delivers its result on the calling thread") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    const std::thread::id here = std::this_thread::get_id();
    std::thread::id delivered;
    std::thread::id worked;
    const auto work = [] { return std::this_thread::get_id(); };
    const auto done = [&](std::thread::id id) {
        worked = id;
        delivered = std::this_thread::get_id();
    };
    jobs.submit(work, done, no_failure);
    bell.wait();
    CHECK(jobs.finished());
    CHECK(delivered == std::thread::id());
    jobs.drain();
    CHECK(delivered == here);
    CHECK(worked != here);
    CHECK(worked != std::thread::id());
    CHECK_FALSE(jobs.finished());
}

TEST_CASE("results and errors are delivered in order of submission") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    std::vector<int> order;
    for (int i = 0; i < 200; ++i) {
        const auto work = [i] {
            if (i % 10 == 3) throw std::runtime_error("third");
            return i;
        };
        jobs.submit(
            work, [&](int result) { order.push_back(result); },
            [&order, i](const std::string&) { order.push_back(i); });
        if (i % 7 == 0) jobs.drain();
    }
    bell.wait(200);
    jobs.drain();
    REQUIRE(order.size() == 200);
    for (int i = 0; i < 200; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
    CHECK(jobs.pending() == 0);
}

TEST_CASE("the failure callback gets the message of the exception") {
    CHECK(message_of([]() -> int { throw std::runtime_error("out of paper"); }) == "out of paper");
    CHECK(message_of([]() -> int { throw LoadError("a.png", "is not a picture", "choose a PNG"); }) ==
          "a.png: is not a picture; choose a PNG.");
    // If memory runs out, the message is not "std::bad_alloc".
    CHECK(message_of([]() -> int { throw std::bad_alloc(); }) ==
          "There is not enough memory for this. Use a smaller picture.");
    CHECK(message_of([]() -> int { throw std::bad_array_new_length(); }).find("memory") != std::string::npos);
}

TEST_CASE("the worker continues after an error") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    int result = 0;
    jobs.submit([]() -> int { throw std::runtime_error("first"); }, [](int) {}, [](const std::string&) {});
    jobs.submit([] { return 42; }, [&](int value) { result = value; }, no_failure);
    bell.wait(2);
    jobs.drain();
    CHECK(result == 42);
}

TEST_CASE("the results of jobs may be move-only") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    std::unique_ptr<int> result;
    jobs.submit([] { return std::make_unique<int>(7); }, [&](std::unique_ptr<int> value) { result = std::move(value); },
                no_failure);
    bell.wait();
    jobs.drain();
    REQUIRE(result);
    CHECK(*result == 7);
}

TEST_CASE("the worker calls wake() after the result is ready") {
    Bell bell;
    std::atomic<bool> was_ready = false;
    std::thread::id caller;
    std::thread::id worker;
    std::unique_ptr<JobQueue> jobs;
    jobs = std::make_unique<JobQueue>([&] {
        was_ready = jobs->finished();
        caller = std::this_thread::get_id();
        bell.ring();
    });
    jobs->submit([] { return std::this_thread::get_id(); }, [&](std::thread::id id) { worker = id; }, no_failure);
    bell.wait();
    CHECK(was_ready);
    jobs->drain();
    CHECK(caller == worker);
}

TEST_CASE("a job's copy of its snapshot is destroyed before its result is ready") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    const auto snapshot = std::make_shared<int>(5);
    jobs.submit([snapshot] { return *snapshot; }, [](int) {}, no_failure);
    bell.wait();
    CHECK(snapshot.use_count() == 1);
}

TEST_CASE("current() returns the subject of the running job, or an empty text if none runs") {
    JobQueue queue([] {});
    std::mutex gate;
    gate.lock();
    CHECK(queue.current().empty());
    queue.submit(
        [&gate] {
            const std::lock_guard lock(gate);
            return 1;
        },
        [](int) {}, [](const std::string&) {}, "boat.png");
    while (queue.current().empty()) std::this_thread::yield();
    CHECK(queue.current() == "boat.png");
    gate.unlock();
    while (!queue.finished()) std::this_thread::yield();
    CHECK(queue.current().empty());
}

TEST_CASE("clear() drops jobs that have not started; pending() counts a job until its result is delivered") {
    Bell bell, started, release;
    JobQueue jobs(bell.ringer());
    std::vector<int> results;
    const auto keep = [&](int value) { results.push_back(value); };
    CHECK(jobs.pending() == 0);
    jobs.submit(
        [&] {
            started.ring();
            release.wait();
            return 1;
        },
        keep, no_failure);
    started.wait();
    for (const int value : {2, 3, 4}) jobs.submit([value] { return value; }, keep, no_failure);
    CHECK(jobs.pending() == 4);
    jobs.clear();
    CHECK(jobs.pending() == 1);
    CHECK_FALSE(jobs.finished());
    release.ring();
    bell.wait();
    CHECK(jobs.pending() == 1);
    jobs.drain();
    CHECK(jobs.pending() == 0);
    CHECK(results == std::vector<int>{1});

    jobs.submit([] { return 5; }, keep, no_failure);
    bell.wait(2);
    jobs.clear();  // a finished result is not dropped
    jobs.drain();
    CHECK(results == std::vector<int>{1, 5});
}

TEST_CASE("a done callback may submit further work and call drain()") {
    Bell bell;
    JobQueue jobs(bell.ringer());
    std::vector<int> results;
    const std::function<void(int)> again = [&](int value) {
        results.push_back(value);
        jobs.drain();
        if (value < 5) jobs.submit([value] { return value + 1; }, again, no_failure);
    };
    jobs.submit([] { return 1; }, again, no_failure);
    for (int i = 1; i <= 5; ++i) {
        bell.wait(i);
        jobs.drain();
    }
    CHECK(results == std::vector<int>{1, 2, 3, 4, 5});
}

TEST_CASE("the destructor waits for the running job and delivers no result") {
    Bell bell, started, release;
    std::atomic<bool> finished = false;
    bool delivered = false;
    const auto snapshot = std::make_shared<int>(0);
    std::jthread releaser;
    {
        JobQueue jobs(bell.ringer());
        jobs.submit(
            [&, snapshot] {
                started.ring();
                release.wait();
                finished = true;
                return 1;
            },
            [&](int) { delivered = true; }, no_failure);
        for (int i = 0; i < 50; ++i) jobs.submit([snapshot] { return 2; }, [&](int) { delivered = true; }, no_failure);
        started.wait();
        releaser = std::jthread([&] { release.ring(); });
    }
    CHECK(finished);
    CHECK_FALSE(delivered);
    CHECK(snapshot.use_count() == 1);
}

TEST_CASE("results that were not drained are destroyed with the queue") {
    Bell bell;
    bool delivered = false;
    auto result = std::make_shared<int>(0);
    {
        JobQueue jobs(bell.ringer());
        jobs.submit([result] { return result; }, [&](const std::shared_ptr<int>&) { delivered = true; }, no_failure);
        bell.wait();
    }
    CHECK_FALSE(delivered);
    CHECK(result.use_count() == 1);
}

TEST_CASE("a queue without jobs is destroyed at once") {
    const JobQueue jobs([] { FAIL_CHECK("nobody to wake"); });
    CHECK(jobs.pending() == 0);
    CHECK_FALSE(jobs.finished());
}

}  // namespace convscope
