// The runs on disk, kept up to date in the background: the present run is written after every epoch, and further runs
// are trained one after the other to fill a table. Must not include documents or drawing.
#pragma once

#include <atomic>
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

/// The texts of a run, as in RunRow.
struct RunTexts {
    std::string title, data, settings;
};

/// A run that is trained in the background.
struct TableRun {
    RunTexts texts;
    StartKey start;
};

/// A run that was read again.
struct ReadRun {
    std::string id;
    std::string settings;  ///< as in RunRow
    nn::Curves curves;
    std::shared_ptr<const nn::Model> model;  ///< never null
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

    /// Writes the present run if another epoch has ended since it was written last.
    void keep(const TrainingResults& results, const RunTexts& texts);
    /// The name under which the run with the engine's number is kept; empty if it is not.
    std::string kept_id(std::uint64_t run) const { return run == kept_run_ ? kept_id_ : std::string(); }
    /// Takes the kept run of that name for the engine's run, which shows it: it is not written again.
    void adopt(const std::string& id, std::uint64_t run, std::size_t epochs);
    /// True if request_run() has failed for this run.
    bool has_failed(const std::string& id) const;
    /// Reads the list of runs, unless it has been read.
    void request_list();
    const std::vector<StoredRun>& runs() const { return runs_; }
    /// Sentences about runs that could not be read, written or deleted; each is given once.
    std::vector<std::string> take_problems();

    /// Reads the curves and the model of a run, unless they are known.
    void request_run(const std::string& id);
    /// The run if it has been read; null otherwise.
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
    void read_list();
    void note(const std::string& problem);

    RunStore store_;
    bool keeps_ = false, has_list_ = false;
    std::vector<StoredRun> runs_;
    std::vector<ReadRun> read_;
    std::vector<std::string> reading_, failed_;  ///< ids
    std::vector<std::string> problems_;

    std::uint64_t kept_run_ = 0;  ///< the engine's number of the run that is being kept
    std::string kept_id_;
    std::size_t kept_epochs_ = 0;
    bool is_keeping_ = false;  ///< the run is being written

    std::size_t table_size_ = 0, table_done_ = 0;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    JobQueue saves_, table_;  // declared last: their workers must end before the members that they write to
};

}  // namespace convscope
