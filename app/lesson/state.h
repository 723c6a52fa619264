// Turns the settings of a lesson's steps into a document. Files are read on the way: call these functions in a job.
// Must not include anything that draws: lessons are checked without a window.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>

#include "app/document/document.h"
#include "app/lesson/lesson.h"
#include "app/opening/samples.h"
#include "core/base/text/translation.h"

namespace convscope {

/// A setting that cannot be applied. what() has no file and line: "there is no layer \"conv\". Write conv2d."
class SettingError : public std::runtime_error {
  public:
    SettingError(int line, const std::string& problem, const std::string& remedy)
        : std::runtime_error(tr("{}. {}.", problem, remedy)), line_(line), problem_(problem), remedy_(remedy) {}

    int line() const { return line_; }
    LessonProblem in(const std::filesystem::path& file) const { return {file, line_, problem_, remedy_}; }

  private:
    int line_;
    std::string problem_, remedy_;
};

/// The files that lessons name: the program's samples, and files in the lesson's folder. Keeps what it has read, so
/// that steps share it. Use one object in one job at a time.
class LessonFiles {
  public:
    /// `assets` is the program's folder, `folder` the lesson's. Paths of a lesson start there and cannot leave it.
    LessonFiles(std::filesystem::path assets, std::filesystem::path folder);

    /// The existing file of that name in the lesson's folder. Throws LoadError if there is none, or if the path is
    /// absolute or leaves the folder.
    std::filesystem::path file(const std::string& name) const;
    /// Throws LoadError if the path is absolute or leaves the lesson's folder, also by a symbolic link. The file need
    /// not exist.
    void refuse_outside(const std::string& name) const;
    const Samples& samples() const { return samples_; }
    const std::filesystem::path& assets() const { return assets_; }
    /// A picture of the program, or a file of the lesson. Throws LoadError.
    OpenPicture picture(const std::string& name);
    /// An input of the program for Layers, or a file of the lesson. Throws LoadError.
    NetworkInput input(const std::string& name);
    /// One of the program's models, or a file of the lesson. Throws LoadError, also on a request to stop.
    OpenModel model(const std::string& name, const std::stop_token& stop = {});

  private:
    /// The picture in the file.
    const Picture& read_picture(const std::filesystem::path& path);

    std::filesystem::path assets_, folder_;
    Samples samples_;
    std::map<std::filesystem::path, Picture> pictures_;
    std::map<std::string, OpenModel> models_;
};

/// The document with which every lesson starts: that of the first start, with its picture. Throws LoadError.
Document lesson_document(LessonFiles& files);
/// The document after these settings, in order. A setting of Layers opens the course model and its first input if no
/// model is open. Throws SettingError for a setting that cannot be applied, also if its file cannot be read.
Document with_settings(Document document, std::span<const Setting> settings, LessonFiles& files,
                       const std::stop_token& stop = {});

}  // namespace convscope
