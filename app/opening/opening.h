// Opens the files that the user names: recognises and reads them in the background, then performs the command that puts
// them into the document. Saves files in the background, too.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "app/jobs/job_queue.h"
#include "app/opening/dataset_opening.h"
#include "app/opening/dropped_files.h"
#include "app/opening/file_work.h"
#include "app/opening/kept/settings_store.h"
#include "app/opening/model_opening.h"
#include "app/opening/opening_messages.h"
#include "app/opening/samples.h"
#include "app/opening/session_files.h"
#include "core/io/file_kind.h"

namespace convscope {

/// The command by which an opened picture becomes part of the document: each workspace has its own.
using PictureUse = std::function<Command(OpenPicture)>;

class Opening {
  public:
    /// `assets` is the folder of the program's own files. All references must outlive this object. For `wake` see
    /// JobQueue. `watch_pause` is the time between two checks of the open model's file.
    Opening(const std::filesystem::path& assets, History& history, SettingsStore& settings, OpeningMessages& messages,
            const std::function<void()>& wake, std::chrono::milliseconds watch_pause = std::chrono::seconds(1));

    /// Opens the files in their order, labels last; each file's kind is recognised by its content. A picture is opened
    /// with the command that `use` returns. A file with a model's layers and one with its weights are opened as one
    /// model, and so are a model.json of TensorFlow.js and its weights. If there are several pictures, also in a
    /// folder, shows the first and lists all as thumbnails. See find_dropped_files().
    void open_files(std::vector<std::filesystem::path> files, PictureUse use);
    /// Opens a picture from the clipboard, given as the bytes of a file with this ending, and keeps it as a file in the
    /// settings' folder, so that it becomes a thumbnail and the next start has it.
    void open_pasted_picture(std::vector<std::uint8_t> bytes, std::string ending, PictureUse use);
    /// Opens one of the recent files, or warns that it is not there any more.
    void open_recent(const std::filesystem::path& file, PictureUse use);
    /// Replaces the whole document as soon as all files that the session names have been read; undo brings back what
    /// was open. A file that cannot be read is left out, with a warning.
    void open_session(const std::filesystem::path& file);
    /// As open_session(), for the session with which the program starts: there is nothing to undo then.
    void open_first_session(const std::filesystem::path& file);
    /// Opens the session that Autosave has saved, without adding it to the recent files. One that cannot be read is
    /// renamed to NAME.broken.json.
    void continue_session(const std::filesystem::path& file);
    /// Shows the first picture with the first settings and closes everything else; undo brings it back.
    void start_afresh();
    // These open the program's own files by their names.
    void open_sample_picture(const std::string& name);
    void open_sample_input(const std::string& name);
    void open_shipped_model(const std::string& name) { models_.open_shipped(name); }
    /// Opens the model in Layers as one undo step, and keeps it as a file in the settings' folder, so that the next
    /// start has it. The data set that was dropped on Training is opened with it.
    void open_trained_model(std::shared_ptr<const nn::Model> model, const std::string& name);
    void open_second_model(const std::string& name) { models_.open_second(name); }
    void reload_model() { models_.reload(); }
    /// Opens a model with the meanings of its Lambda layers in the notes of `source`; see ModelOpening::open().
    void open_model(OpenModel source, std::optional<FileKind> kind) { models_.open(std::move(source), kind); }
    /// Opens the first files of the Layers workspace unless they are open: the course model (also after undo has
    /// removed a model), a sample garment, and DatasetOpening::open_first(). Call it in every frame that shows the
    /// workspace.
    void open_first_network();

    /// Saves the document as a session.
    void save_session(const std::filesystem::path& file);
    /// Calls write(file) in the background and says that the file is saved, followed by `note`. `progress` is not null
    /// if writing takes long; then work() tells it.
    void save(const std::filesystem::path& file, std::function<void(const std::filesystem::path&)> write,
              const std::string& note = {}, const WriteProgress& progress = {});

    /// Waits for files that are being saved, for at most `limit`.
    void finish_saving(std::chrono::milliseconds limit);

    /// The data set whose pictures are opened by number; its `data` is null until one is open.
    const OpenDataset& dataset() const { return datasets_.dataset(); }
    const DatasetOpening& datasets() const { return datasets_; }
    void stop_reading_dataset() { datasets_.stop(); }

    /// Puts the files that have been read into the document, and watches the open model's file. Call it once per frame.
    void update();
    /// The name of the file that is being read; empty if there is none.
    std::string reading() const { return jobs_.pending() > 0 ? jobs_.current() : datasets_.reading(); }
    /// The file that is being read or, if there is none, written for long.
    FileWork work() const;
    /// True while something is being read or saved.
    bool busy() const { return jobs_.pending() > 0 || saves_.pending() > 0 || datasets_.busy(); }
    /// True while something other than a data set is being read.
    bool reads() const { return jobs_.pending() > 0; }
    /// True when update() has something to do.
    bool finished() const {
        return jobs_.finished() || saves_.finished() || models_.finished() || datasets_.finished();
    }

  private:
    void open_found(const std::vector<FoundFile>& files, const PictureUse& use);
    void open_found(const FoundFile& found, const PictureUse& use);
    /// Opens a data set in the workspace that is shown.
    void open_folder(const std::filesystem::path& folder);
    /// Reads the picture in the background and passes it to `then`. `name` is shown meanwhile.
    void read_picture(const std::string& name, std::function<std::filesystem::path()> file,
                      std::function<void(Picture)> then, std::function<void()> failed = {});
    /// Opens the first of two or more pictures that can be read; all become thumbnails.
    void open_pictures(const std::vector<std::filesystem::path>& files, PictureUse use);
    void open_picture_file(const std::filesystem::path& file, PictureUse use);
    /// Opens a picture or, if the Layers workspace shows an input that takes numbers, the numbers of that input.
    void open_values_file(const FoundFile& found, PictureUse use);
    void open_feed_file(const std::filesystem::path& file, const nn::Node& input);
    /// A picture that could not be read is replaced by the open one.
    /// `label` names the undo step; without one all steps are forgotten.
    void take_session(ReadSession session, const std::string& label = {});
    void read_session(const std::filesystem::path& file, const std::string& label);
    /// Returns a function that shows a job's failure as a warning.
    std::function<void(const std::string&)> warning();

    History& history_;
    SettingsStore& settings_;
    OpeningMessages& messages_;
    Samples samples_;
    JobQueue jobs_;
    JobQueue saves_;                ///< saving need not wait for a large file that is being read
    WriteProgress write_progress_;  ///< of the last save that takes long; null once it has ended
    ModelOpening models_;
    DatasetOpening datasets_;

    /// A file that the Layers workspace opens by itself. After a failure it is `missing`, so that it is not opened
    /// again in every frame.
    enum class FirstFile { wanted, loading, missing };
    FirstFile first_model_ = FirstFile::wanted;
    FirstFile first_input_ = FirstFile::wanted;
    bool first_dataset_wanted_ = true;
};

}  // namespace convscope
