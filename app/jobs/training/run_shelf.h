// The runs on disk, kept up to date in the background: the present run is written while it is trained and when it
// pauses, and further runs are trained one after the other to fill a table. Must not include documents or drawing.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "app/jobs/training/run_store.h"
#include "app/jobs/training/training_engine.h"
#include "app/jobs/training/training_setup.h"

namespace convscope {

/// The texts and the origin of a run, as in RunRow.
struct RunTexts {
    std::string title, data, settings;
    std::int64_t pictures = 0;
    double rate = 0;
    std::int64_t seed = 0;
};

/// A run that is trained in the background.
struct TableRun {
    RunTexts texts;
    std::string label = {};  ///< shown while it is trained
    StartKey start;
};

/// A run that was read again.
struct ReadRun {
    std::string id;
    std::string settings;  ///< as in RunRow
    nn::Curves curves;
    nn::Snapshots snapshots;  ///< not empty
    bool is_stale = false;    ///< the run has been written since

    const std::shared_ptr<const nn::Model>& model() const { return snapshots.all().back().model; }
};

class RunShelf {
  public:
    /// `folder` holds the runs; empty: nothing is kept. For `wake` see JobQueue.
    RunShelf(const std::filesystem::path& folder, const std::function<void()>& wake);
    ~RunShelf();
    RunShelf(const RunShelf&) = delete;
    RunShelf& operator=(const RunShelf&) = delete;

    /// Takes over finished work. Call it once per frame.
    void update();
    bool busy() const { return saves_.pending() > 0 || table_.pending() > 0; }
    bool finished() const { return saves_.finished() || table_.finished(); }

    /// The number of steps up to which a run without a finished epoch is a trial, which the next run replaces.
    static constexpr std::int64_t kTrialSteps = 64;
    /// The least seconds between two writings of a run while it is trained.
    static constexpr double kKeepSeconds = 2;

    /// Writes the present run if it has taken steps since it was written last: when it does not run, and now and then
    /// while it runs, so that a crash costs a few seconds of it.
    void keep(const TrainingResults& results, const RunTexts& texts);
    /// The name under which the run with the engine's number is kept; empty if it is not.
    std::string kept_id(std::uint64_t run) const;
    /// Writes the rest of a run that has been kept and goes on no more.
    void keep_rest(const TrainingResults& results, const RunTexts& texts);
    /// Takes the kept run of that name for the engine's run, which shows it: it is not written again.
    void adopt(const std::string& id, std::uint64_t run, std::int64_t steps);
    /// True if request_run() has failed for this run.
    bool has_failed(const std::string& id) const;
    /// Reads the list of runs, unless it has been read.
    void request_list();
    const std::vector<StoredRun>& runs() const { return runs_; }
    /// Sentences about runs that could not be read, written or deleted; each is given once.
    std::vector<std::string> take_problems();

    /// Reads the curves and the moments of a run, unless they are known.
    void request_run(const std::string& id);
    /// True if the run has been read since it was written last.
    bool has_read(const std::string& id) const;
    /// The run as it was read last; null if it was not.
    const ReadRun* find(const std::string& id) const;
    void remove(const std::string& id);

    /// Trains these runs one after the other and keeps each.
    void fill_table(const std::vector<TableRun>& wanted, const TrainingRun& like);
    void stop_table();
    /// "2 of 5: 32 filters"; empty if no table is being filled.
    std::string table_progress() const;

  private:
    struct Progress {
        std::atomic<bool> stopped = false;
    };
    /// A run of an engine on disk.
    struct Kept {
        std::uint64_t run = 0;  ///< the engine's number
        std::string id = {};    ///< empty before it is written
        std::int64_t steps = 0;
        bool is_trial = false;
    };
    using Clock = std::chrono::steady_clock;

    /// The run of that number, which is added if it is unknown. A trial before it gives its name to the new run.
    Kept& kept_of(std::uint64_t run);
    /// True if it is time to write a run that is in that state.
    bool is_due(EngineState state) const;
    void read_list();
    void note(const std::string& problem);

    RunStore store_;
    bool keeps_ = false, has_list_ = false;
    std::vector<StoredRun> runs_;
    std::vector<ReadRun> read_;
    std::vector<std::string> reading_, failed_;  ///< ids
    std::vector<std::string> problems_;

    std::vector<Kept> kept_;
    bool is_keeping_ = false;                   ///< a run is being written
    Clock::time_point kept_at_ = Clock::now();  ///< the time of the last writing, or the start of a run
    Clock::duration keep_cost_{};

    std::size_t table_size_ = 0, table_done_ = 0;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    JobQueue saves_, table_;  // declared last: their workers must end before the members that they write to
};

}  // namespace convscope
