from django import forms


class ApprovalForm(forms.Form):
    """Why a second person should approve; asked beside the form of the move itself."""

    approval_reason = forms.CharField(
        label="Begrundelse til den, der skal godkende",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
