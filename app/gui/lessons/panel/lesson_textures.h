// The pictures of the open lesson as textures, for its text. Must not read files: the runner has done so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>

#include "app/gl/texture.h"
#include "app/gui/lessons/run/lesson_runner.h"

namespace convscope {

class LessonTextures {
  public:
    /// Takes over the runner's pictures if they have changed. Call it once per frame, with the OpenGL context.
    void update(const LessonRunner& runner);
    /// The picture that a text names; null if it could not be read.
    const gl::Texture* find(const std::filesystem::path& picture) const;

  private:
    std::uint64_t version_ = 0;
    std::map<std::filesystem::path, gl::Texture> textures_;
};

}  // namespace convscope
