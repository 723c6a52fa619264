#include "app/jobs/job_queue.h"

namespace convscope {

JobQueue::JobQueue(std::function<void()> wake)
    : wake_(std::move(wake)), worker_([this](const std::stop_token& stop) { work(stop); }) {}

JobQueue::~JobQueue() {
    worker_.request_stop();
}

void JobQueue::submit_erased(Job job) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(job));
    }
    arrived_.notify_one();
}

void JobQueue::work(const std::stop_token& stop) {
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!arrived_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) return;
            job = std::move(waiting_.front());
            waiting_.pop_front();
            running_ = true;
            subject_ = std::move(job.subject);
        }
        Delivery delivery = job.run(stop);
        job.run = nullptr;  // destroys the job's snapshot before its result is ready
        {
            const std::lock_guard lock(mutex_);
            finished_.push_back(std::move(delivery));
            running_ = false;
            subject_.clear();
        }
        wake_();
    }
}

void JobQueue::drain() {
    std::deque<Delivery> ready;
    {
        const std::lock_guard lock(mutex_);
        ready.swap(finished_);
    }
    for (Delivery& delivery : ready) delivery();
}

void JobQueue::clear() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
}

bool JobQueue::finished() const {
    const std::lock_guard lock(mutex_);
    return !finished_.empty();
}

std::string JobQueue::current() const {
    const std::lock_guard lock(mutex_);
    if (!running_ && !waiting_.empty()) return waiting_.front().subject;
    return subject_;
}

std::size_t JobQueue::pending() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size() + finished_.size() + (running_ ? 1 : 0);
}

}  // namespace convscope
