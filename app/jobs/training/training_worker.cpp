#include "app/jobs/training/training_worker.h"

#include <new>
#include <utility>

#include "core/base/free_memory.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr Message kNoMemory =
    tr("There is not enough memory to train this network. Use a smaller network or a smaller batch.");

}  // namespace

TrainingWorker::TrainingWorker(std::function<void()> wake)
    : wake_(std::move(wake)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

TrainingWorker::~TrainingWorker() {
    thread_.request_stop();
    const std::lock_guard lock(mutex_);
    interrupt();
}

void TrainingWorker::interrupt() {
    interrupted_ = true;
    if (trainer_) trainer_->cancel();
}

void TrainingWorker::replace_orders(std::optional<TrainingRun> run, std::uint64_t number, std::optional<Ended> ended) {
    interrupt();
    published_ = {
        .state = run ? EngineState::starting : EngineState::idle, .run = number, .revision = published_.revision + 1};
    orders_ = {.replace = true, .run = std::move(run), .ended = std::move(ended), .revision = orders_.revision + 1};
    last_step_ = Clock::time_point::min();
}

void TrainingWorker::start(TrainingRun run, std::uint64_t number, std::optional<Ended> ended) {
    {
        const std::lock_guard lock(mutex_);
        replace_orders(std::move(run), number, std::move(ended));
    }
    changed_.notify_all();
}

void TrainingWorker::clear(std::uint64_t number) {
    {
        const std::lock_guard lock(mutex_);
        replace_orders({}, number);
    }
    changed_.notify_all();
}

void TrainingWorker::set_mode(Mode mode, double steps_per_second) {
    {
        const std::lock_guard lock(mutex_);
        // Two requests for a step before the first is taken are two steps.
        orders_.steps = mode != Mode::step ? 0 : orders_.mode == Mode::step ? orders_.steps + 1 : 1;
        orders_.mode = mode;
        orders_.steps_per_second = steps_per_second;
        ++orders_.revision;
    }
    changed_.notify_all();
}

void TrainingWorker::set_rate(double rate) {
    {
        const std::lock_guard lock(mutex_);
        orders_.rate = rate;
        ++orders_.revision;
    }
    changed_.notify_all();
}

void TrainingWorker::cancel() {
    {
        const std::lock_guard lock(mutex_);
        interrupt();
        orders_.cancel = true;
        ++orders_.revision;
    }
    changed_.notify_all();
}

void TrainingWorker::copy_to(TrainingResults& view) const {
    const std::lock_guard lock(mutex_);
    if (published_.revision == view.revision) return;
    // The points that the view has are not copied again.
    nn::Curves curves = std::move(view.curves);
    if (published_.run != view.run) curves = {};
    const auto known = static_cast<std::ptrdiff_t>(curves.steps.size());
    curves.steps.insert(curves.steps.end(), published_.curves.steps.begin() + known, published_.curves.steps.end());
    curves.epochs = published_.curves.epochs;
    curves.rates = published_.curves.rates;
    view = {.state = published_.state,
            .problem = published_.problem,
            .run = published_.run,
            .revision = published_.revision,
            .step = published_.step,
            .steps_per_epoch = published_.steps_per_epoch,
            .total_steps = published_.total_steps,
            .epoch = published_.epoch,
            .rate = published_.rate,
            .images_per_second = published_.images_per_second,
            .seconds_left = published_.seconds_left,
            .snapshots = published_.snapshots,
            .curves = std::move(curves),
            .sizes = published_.sizes,
            .sizes_step = published_.sizes_step,
            .lens = published_.lens,
            .lenses = published_.lenses,
            .validation_indices = published_.validation_indices};
}

bool TrainingWorker::has_news(const TrainingResults& view) const {
    const std::lock_guard lock(mutex_);
    return published_.revision != view.revision;
}

bool TrainingWorker::busy() const {
    const std::lock_guard lock(mutex_);
    const EngineState state = published_.state;
    return has_work() || state == EngineState::starting || (is_working_ && state == EngineState::running);
}

bool TrainingWorker::is_urgent() const {
    return orders_.replace || orders_.rate || orders_.cancel || orders_.mode == Mode::pause;
}

bool TrainingWorker::has_work() const {
    if (orders_.replace || orders_.rate || orders_.cancel) return true;
    if (orders_.mode == Mode::pause) return published_.state == EngineState::running;
    return published_.state == EngineState::paused || published_.state == EngineState::running;
}

TrainingWorker::Clock::time_point TrainingWorker::next_step_time() const {
    if (orders_.mode != Mode::play || orders_.steps_per_second <= 0) return {};
    return last_step_ +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / orders_.steps_per_second));
}

std::optional<TrainingWorker::Orders> TrainingWorker::next_orders(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    is_working_ = false;
    while (true) {
        changed_.wait(lock, stop, [this] { return has_work(); });
        if (stop.stop_requested()) return std::nullopt;
        if (is_urgent() || Clock::now() >= next_step_time()) break;
        const std::uint64_t revision = orders_.revision;
        changed_.wait_until(lock, stop, next_step_time(), [&] { return orders_.revision != revision; });
    }
    Orders orders = orders_;
    orders.is_turn = orders.mode != Mode::pause && Clock::now() >= next_step_time();
    if (orders.is_turn) last_step_ = Clock::now();
    orders_.replace = orders_.cancel = false;
    orders_.run.reset();
    orders_.ended.reset();
    orders_.rate.reset();
    interrupted_ = false;
    is_working_ = true;
    return orders;
}

void TrainingWorker::work(const std::stop_token& stop) {
    while (const std::optional<Orders> orders = next_orders(stop)) {
        try {
            if (orders->replace) replace_run(*orders);
            if (session_.trainer) follow(*orders);
        } catch (const MemoryError& error) {
            publish(EngineState::failed, error.what());
        } catch (const std::bad_alloc&) {
            publish(EngineState::failed, kNoMemory);
        } catch (const std::exception& error) {
            publish(EngineState::failed, error.what());
        }
    }
}

}  // namespace convscope
