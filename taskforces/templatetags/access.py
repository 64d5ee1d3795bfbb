"""``{% may "case.close" case %} … {% endmay %}``: templates use the same policy as all other code."""

from django import template

from taskforces.access import policy
from taskforces.access.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def allowed(context, permission: str, obj=None) -> bool:
    """Whether the user of the page may do an act, for use with ``as``."""
    return policy.can(context["request"].user, Permission(permission), obj)


class MayNode(template.Node):
    """Renders its body only if the policy allows the act."""

    def __init__(self, permission, obj, body):
        self.permission, self.obj, self.body = permission, obj, body

    def render(self, context) -> str:
        obj = self.obj.resolve(context) if self.obj else None
        permission = Permission(self.permission.resolve(context))
        return self.body.render(context) if policy.can(context["request"].user, permission, obj) else ""


@register.tag
def may(parser, token) -> MayNode:
    """Block form of ``allowed``."""
    parts = token.split_contents()[1:]
    if len(parts) not in (1, 2):
        raise template.TemplateSyntaxError('{% may "noun.verb" object %}: the object may be left out')
    body = parser.parse(("endmay",))
    parser.delete_first_token()
    return MayNode(parser.compile_filter(parts[0]), parser.compile_filter(parts[1]) if len(parts) == 2 else None, body)
